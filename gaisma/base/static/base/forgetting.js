// Whoever comes next at this device finds no page of the person who has signed out.

if ("caches" in window) caches.delete("work");
