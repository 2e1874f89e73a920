FROM scratch
LABEL ü=ö ä
