"""The demo: the real catalogue with made-up people and a made-up ledger of some years. It can be written into a database marked as demo only."""
