"""Forms, one file a feature: what was typed, what is wrong with it, and the token against forged requests. Rules are the domain's."""
