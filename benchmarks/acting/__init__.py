"""What `bench acts` and `bench storm` share: an instance, people with letters, and a load."""
