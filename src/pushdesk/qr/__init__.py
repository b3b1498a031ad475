"""QR codes: what they carry, how they are drawn, how they are read. No Qt here."""
