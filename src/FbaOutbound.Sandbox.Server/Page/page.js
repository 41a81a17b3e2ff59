// Replaces the parts that change by themselves every two seconds. A part that has the focus is left alone.
(() => {
  'use strict';
  const state = document.getElementById('state');
  const address = new URL(location.href);
  address.searchParams.delete('did');
  if (document.body.dataset.error === undefined) history.replaceState(null, '', address);
  const refresh = async () => {
    if (document.hidden) return;
    try {
      const response = await fetch(address, { cache: 'no-store', headers: { Accept: 'text/html' } });
      if (!response.ok) throw new Error(String(response.status));
      const next = new DOMParser().parseFromString(await response.text(), 'text/html');
      for (const part of document.querySelectorAll('[data-live]')) {
        const fresh = next.getElementById(part.id);
        if (!fresh || part.contains(document.activeElement) || part.innerHTML === fresh.innerHTML) continue;
        const open = new Set([...part.querySelectorAll('details[open]')].map(details => details.id));
        part.replaceWith(document.adoptNode(fresh));
        for (const details of fresh.querySelectorAll('details')) details.open = open.has(details.id);
      }
      state.textContent = 'Updated every 2 seconds.';
      state.className = '';
    } catch {
      state.textContent = 'The server does not respond. What you see may be out of date.';
      state.className = 'bad';
    }
  };
  state.textContent = 'Updated every 2 seconds.';
  (function wait() { setTimeout(() => refresh().finally(wait), 2000); })();
})();
