"""Between the socket and the views: connections, requests in lanes, the log."""
