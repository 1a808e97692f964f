"""Keys, the seal on a document and its proof; import the modules one by one, pyHanko loads slowly."""
