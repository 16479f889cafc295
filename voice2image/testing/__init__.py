"""For the tests of backend authors and users: contract suites, and doubles that are named as such."""
