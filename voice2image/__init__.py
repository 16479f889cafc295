"""Speech in, storyboard out."""
