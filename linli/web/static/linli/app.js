/* Small comforts on top of pages that work without scripts. Hooks are data-linli-* attributes; looks are in the style sheets. */
(function () {
  "use strict";
  var sheet = document.getElementById("sheet");

  // "Why?" opens beside the page instead of in its place. <dialog> gives focus trapping and Escape.
  document.addEventListener("htmx:afterSwap", function (event) {
    if (sheet && event.detail.target.id === "sheet-body" && typeof sheet.showModal === "function" && !sheet.open) {
      sheet.showModal();
      sheet.scrollTop = 0;
    }
  });
  document.addEventListener("htmx:beforeRequest", function (event) {
    // An old browser without <dialog>: follow the link to the plain page.
    if (event.detail.target && event.detail.target.id === "sheet-body" && (!sheet || typeof sheet.showModal !== "function")) {
      event.preventDefault();
      window.location.href = event.detail.elt.getAttribute("href");
    }
  });
  document.addEventListener("click", function (event) {
    var closer = event.target.closest("[data-linli-close]");
    if (sheet && (closer || event.target === sheet)) { sheet.close(); }
    document.querySelectorAll("details[data-linli-menu][open]").forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.removeAttribute("open"); }
    });
    var printer = event.target.closest("[data-linli-print]");
    if (printer) { window.print(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      document.querySelectorAll("details[data-linli-menu][open]").forEach(function (menu) {
        menu.removeAttribute("open");
        menu.querySelector("summary").focus();
      });
    }
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement ? document.activeElement.tagName : "");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      var search = document.querySelector("[data-linli-search]");
      if (search) { event.preventDefault(); search.focus(); }
    }
  });
  // A form is sent once.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) { return; }
    if (form.dataset.linliSent) { event.preventDefault(); return; }
    form.dataset.linliSent = "1";
    form.querySelectorAll("[data-linli-busy]").forEach(function (element) { element.hidden = false; });
    window.setTimeout(function () { delete form.dataset.linliSent; }, 4000);
  });
  document.querySelectorAll("[data-linli-reveal]").forEach(function (element) { element.hidden = false; });
})();
