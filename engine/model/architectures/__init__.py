"""The models: each file says how one of them scores a rating from its fields."""
