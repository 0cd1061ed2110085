"""The app in a browser: a server on this computer that starts the app for each page that opens it.

In come an address and the words of the command; out go pages and, per page, one app. Read `server`
first.
"""
