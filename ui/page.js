// What the page does in the browser: [n] opens its card, arrow keys read word by word, a question has a link.
(() => {
  "use strict";
  document.documentElement.lang = location.pathname.startsWith("/zh") ? "zh-Hans" : "en";
  const open = (card) => {
    document.querySelectorAll(".card.opened").forEach((other) => other.classList.remove("opened"));
    card.classList.add("opened");
    card.scrollIntoView({ block: "nearest" });
    card.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest("a[href^='#t']");
    if (link) {
      const place = document.getElementById(link.getAttribute("href").slice(1));
      if (!place) return;
      event.preventDefault();
      if (place.classList.contains("card")) open(place);
      else place.scrollIntoView({ block: "start" });
    }
    const share = target?.closest("button.share");
    if (share) {
      const told = () => { share.textContent = share.dataset.copied; };
      // Over plain HTTP from another machine there is no clipboard: the link is shown, to be copied by hand.
      const shown = () => { prompt(share.textContent, location.href); };
      if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(told, shown);
      else shown();
    }
  });
  document.addEventListener("keydown", (event) => {
    const group = event.target instanceof Element ? event.target.closest(".aided") : null;
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (!group || !(event.key in steps)) return;
    const words = [...group.querySelectorAll(".word")];
    const at = words.indexOf(document.activeElement);
    const next = words[Math.min(words.length - 1, Math.max(0, at + steps[event.key]))];
    if (next) { event.preventDefault(); next.focus(); }
  });
})();
