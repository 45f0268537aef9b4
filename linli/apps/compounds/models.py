"""The compounds (小区): what they are and how big, as last recorded (domain facts: counts are money)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.apps.accounts.models import Organisation
from linli.core.ledger import OnRecord


class Compound(models.Model):
    """A residential compound in the area of a sub-district. Area in 0.01 m². ``name_key``: pinyin sort key.
    ``entrances``, ``lifts``, ``floors``: None while nobody has told; ``floors``: the same in all its buildings."""

    on_record = OnRecord()

    subdistrict = models.ForeignKey(Organisation, models.PROTECT, related_name="compounds", verbose_name="街道（乡镇）")
    name = models.CharField("小区", max_length=120)
    name_key = models.CharField(max_length=240, db_index=True, editable=False)
    address = models.CharField("地址", max_length=200, blank=True)
    households = models.PositiveIntegerField("户数")
    buildings = models.PositiveIntegerField("楼栋数")
    floor_area_centi = models.BigIntegerField("建筑面积（0.01平方米）")
    entrances = models.PositiveIntegerField("单元数", null=True, blank=True)
    lifts = models.PositiveIntegerField("电梯台数", null=True, blank=True)
    floors = models.PositiveSmallIntegerField("层数", null=True, blank=True)
    built_in = models.PositiveSmallIntegerField("建成年份")
    latitude = models.DecimalField("纬度（WGS-84）", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("经度（WGS-84）", max_digits=9, decimal_places=6, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "name"], name="compound_name_once_in_a_subdistrict"),
            models.CheckConstraint(condition=Q(households__gte=1), name="compound_has_households"),
            models.CheckConstraint(condition=Q(buildings__gte=1), name="compound_has_buildings"),
            models.CheckConstraint(condition=Q(floor_area_centi__gt=0), name="compound_has_floor_area"),
            models.CheckConstraint(
                condition=Q(entrances__isnull=True) | Q(entrances__gte=1), name="compound_has_entrances_or_unknown"
            ),
            models.CheckConstraint(
                condition=Q(floors__isnull=True) | Q(floors__gte=1), name="compound_has_floors_or_unknown"
            ),
            models.CheckConstraint(
                condition=Q(built_in__gte=1900) & Q(built_in__lte=2100), name="compound_year_is_plausible"
            ),
        ]
        ordering = ["name_key", "id"]

    def __str__(self) -> str:
        return self.name
