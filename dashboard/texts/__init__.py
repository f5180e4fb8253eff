"""Every word that the page says, one module a panel: translate these, and the page speaks another language.

`scripts` holds what the page's own scripts say; they find it in the page as JSON.
"""
