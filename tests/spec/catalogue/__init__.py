"""All specs, in the order of the handbook."""

from tests.spec.catalogue import organisations, people, programmes

SPECS = [*organisations.SPECS, *people.SPECS, *programmes.SPECS]
