"""Pages about the data as a whole: shapes, validation, service, licences."""
