"""Speech recognisers: a recording in, segments out."""
