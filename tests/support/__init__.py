"""What the process tests share: the binary, a hub that runs, receivers on loopback, and a reader of the store."""
