"""Message catalogues: gathers the texts to translate, checks them, compiles them with Babel.

    python -m gaisma.base.catalogues            compile what is out of date
    python -m gaisma.base.catalogues extract    bring every catalogue up to date with the code
    python -m gaisma.base.catalogues check      fail on what is missing, fuzzy, obsolete or broken

English is the language of the message ids and has no catalogue.
"""
