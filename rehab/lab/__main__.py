"""`python -m rehab.lab` prints the rules table for the README."""

import sys

from rehab.lab.rules_table import rules_table
from rehab.protocol import shipped_protocol

sys.stdout.write(rules_table(shipped_protocol()) + "\n")
