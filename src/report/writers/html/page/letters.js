// Letters are copied as text.
all('.copy').forEach((button) => {
  button.addEventListener('click', () => {
    const letter = button.parentElement, words = button.textContent;
    const asked = all('li', letter).map((entry, at) => (at + 1) + '. ' + one('.wanted', entry).textContent);
    const text = one('p', letter).textContent + ':\n' + asked.join('\n') + '\n';
    const done = () => {
      button.textContent = '✓ ' + words;
      setTimeout(() => { button.textContent = words }, 1500);
    };
    if (navigator.clipboard && isSecureContext) navigator.clipboard.writeText(text).then(done);
    else {
      const area = made('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      button.focus();
      done();
    }
  });
});
