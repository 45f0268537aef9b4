"""Pure rules: facts and policy in, a finding with reasons out. No clock, no database, no settings."""
