"""All specs, in the order of the handbook."""

from tests.spec.catalogue import governance, organisations, people, programmes

SPECS = [*organisations.SPECS, *people.SPECS, *programmes.SPECS, *governance.SPECS]
