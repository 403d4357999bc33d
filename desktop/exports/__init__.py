"""Write trials to files."""
