// The main process reads what was chosen from the address: this page uses nothing of the console's own.
document.getElementById('graphics').hidden = location.search !== '?graphics';
document.getElementById('start').addEventListener('click', () => location.replace('index.html'));
document.getElementById('copy').addEventListener('click', () => {
  location.hash = '';
  location.hash = 'copy-report';
  const copied = document.getElementById('copied');
  copied.textContent = copied.dataset.words;
});
