"""The page as a browser and a search engine name it."""

LANGUAGE = "en"  # the language of all texts, as HTML names it
TITLE = "LeNet Lab"
LOADING = "Loading …"
MOTTO = "Draw a digit and see, number by number, how a network reads it."
