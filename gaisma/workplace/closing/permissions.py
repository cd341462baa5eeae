from gaisma.base.permissions import OFFICIALS, declare

CLOSE = declare("closing.prepare", roles=OFFICIALS)
