"""Every word that the page says, one module a panel: translate these, and the page speaks another language.

`client` gathers what the page's own code says, which finds it there as JSON; `numbers` has how numbers are written.
"""
