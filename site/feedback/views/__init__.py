"""Pages of feedback and data requests: for anybody, and for those who answer."""
