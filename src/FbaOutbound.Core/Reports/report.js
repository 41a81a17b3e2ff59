(() => {
  'use strict';
  const count = new Intl.NumberFormat('en-US');
  const collator = new Intl.Collator('en', { numeric: true });
  // A cell is a text, or a pair of a text and the tone of its badge or the address of its link.
  const textOf = cell => Array.isArray(cell) ? cell[0] : cell;
  const tables = [...document.querySelectorAll('[data-table]')].map(setUp);

  function setUp(section) {
    const { columns, rows } = JSON.parse(section.querySelector('script').textContent);
    const [body, shown, pager] = ['tbody', '.shown', '.pager'].map(part => section.querySelector(part));
    const [previous, next] = pager.querySelectorAll('button');
    const search = section.querySelector('input');
    const filters = [...section.querySelectorAll('select[data-column]')];
    const size = section.querySelector('select[data-size]');
    const heads = [...section.querySelectorAll('thead th')];
    let [matches, page, sorted, texts, printing] = [rows, 0, null, null, false];

    function cellOf(value, column) {
      const cell = document.createElement(column === columns[0] ? 'th' : 'td');
      if (column === columns[0]) {
        cell.scope = 'row';
      }
      cell.className = column.style;
      const text = textOf(value);
      if (text && column.kind === 'badge') {
        const badge = cell.appendChild(document.createElement('span'));
        badge.className = `badge ${value[1]}`;
        badge.textContent = text;
      } else if (Array.isArray(value) && /^https?:/i.test(value[1])) {
        const link = cell.appendChild(document.createElement('a'));
        link.href = value[1];
        link.rel = 'noopener noreferrer';
        link.textContent = text;
      } else {
        cell.textContent = text;
      }
      return cell;
    }

    function show() {
      const length = printing ? 1000 : Number(size.value);
      const pages = Math.max(1, Math.ceil(matches.length / length));
      page = Math.min(page, pages - 1);
      const part = matches.slice(page * length, (page + 1) * length);
      const fragment = document.createDocumentFragment();
      for (const row of part) {
        const line = fragment.appendChild(document.createElement('tr'));
        line.append(...columns.map((column, at) => cellOf(row[at], column)));
      }
      body.replaceChildren(fragment);
      const range = part.length === 0 ? 'No rows' : `Rows ${count.format(page * length + 1)}–${count.format(page * length + part.length)}`;
      const of = matches.length === rows.length ? count.format(rows.length) : `${count.format(matches.length)} (${count.format(rows.length)} in all)`;
      shown.textContent = part.length === 0 ? `No row of ${count.format(rows.length)} matches.` : `${range} of ${of}`;
      pager.hidden = pages === 1;
      pager.querySelector('span').textContent = `Page ${count.format(page + 1)} of ${count.format(pages)}`;
      previous.setAttribute('aria-disabled', String(page === 0));
      next.setAttribute('aria-disabled', String(page === pages - 1));
    }

    function select() {
      const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      const wanted = filters.filter(filter => filter.value !== '').map(filter => [Number(filter.dataset.column), filter.value]);
      if (words.length > 0 && texts === null) {
        texts = new Map(rows.map(row => [row, row.map(textOf).join('\n').toLowerCase()]));
      }
      matches = rows.filter(row => wanted.every(([at, value]) => textOf(row[at]) === value)
        && words.every(word => texts.get(row).includes(word)));
      if (sorted !== null) {
        // Empty cells are last, whichever way the others are sorted.
        const [at, sign] = sorted;
        matches.sort((a, b) => {
          const [left, right] = [textOf(a[at]), textOf(b[at])];
          return left === '' || right === '' ? (left === '') - (right === '') : sign * collator.compare(left, right);
        });
      }
      page = 0;
      show();
    }

    heads.forEach((head, at) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const sign = sorted !== null && sorted[0] === at ? -sorted[1] : 1;
        sorted = [at, sign];
        heads.forEach(other => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', sign > 0 ? 'ascending' : 'descending');
        select();
      });
    });

    function turn(by) {
      return event => {
        if (event.currentTarget.getAttribute('aria-disabled') !== 'true') {
          page += by;
          show();
          section.querySelector('.scroll').scrollTop = 0;
          section.scrollIntoView();
        }
      };
    }

    let pending = 0;
    search.addEventListener('input', () => {
      clearTimeout(pending);
      pending = setTimeout(select, rows.length > 5000 ? 150 : 0);
    });
    filters.forEach(filter => filter.addEventListener('change', select));
    size.addEventListener('change', () => { page = 0; show(); });
    previous.addEventListener('click', turn(-1));
    next.addEventListener('click', turn(1));
    addEventListener('beforeprint', () => { printing = true; page = 0; show(); });
    addEventListener('afterprint', () => { printing = false; show(); });
    section.querySelector('.tools').hidden = rows.length < 2;
    show();

    return {
      has: value => filters.some(filter => [...filter.options].some(option => option.value === value)),
      only: value => {
        search.value = '';
        for (const filter of filters) {
          filter.value = [...filter.options].some(option => option.value === value) ? value : '';
        }
        select();
        section.scrollIntoView();
        section.querySelector('.scroll').focus({ preventScroll: true });
      },
    };
  }

  for (const button of document.querySelectorAll('button[data-show]')) {
    const table = tables.find(candidate => candidate.has(button.dataset.show));
    if (table !== undefined) {
      button.hidden = false;
      button.addEventListener('click', () => table.only(button.dataset.show));
    }
  }
  addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(part => { part.open = true; }));
})();
