"""The rules of the domain, pure: what reaches a territory, coverage, who is and who could be mobilised, networks."""
