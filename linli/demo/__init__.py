"""Two invented programmes as large as life, to learn linli on and to show it: 象山 2020 and the 柳州 pilot of 2018.

``plan`` and its neighbours compute a whole city from a seed and a policy package (pure data, no database);
``loading`` enters it through the same services an office uses.
"""
