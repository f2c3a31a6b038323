// On paper what is folded is laid open; trees only where the reader has opened them.
let folded = [];
addEventListener('beforeprint', () => {
  folded = all('details:not([open]):not(.why):not(.tree details)');
  folded.forEach((details) => { details.open = true });
});
addEventListener('afterprint', () => folded.forEach((details) => { details.open = false }));
