"""claimwire turns news feeds into a record of who said what, about whom, where and when."""
