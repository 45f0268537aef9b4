"""邻里: an old-compound renovation programme, run exactly as its official document says."""
