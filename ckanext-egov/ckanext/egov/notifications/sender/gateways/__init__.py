"""Where messages leave: one module per gateway, one abstract class, the same tests for each."""
