// The desk of a report: moving parts, the point to look at in a picture, and the events behind a
// figure. Without it every button still works.

const dialog = document.getElementById("figure-dialog");

// Moving a part with the mouse or a finger; the arrow buttons do the same for a keyboard.
let dragged = null;

function partBelow(list, y) {
  return [...list.children].find((part) => {
    if (part === dragged || !part.matches(".part")) return false;
    const box = part.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-handle]");
  if (!handle || event.button) return;
  event.preventDefault();
  dragged = handle.closest(".part");
  dragged.classList.add("dragged");
  dragged.from = [...dragged.parentElement.children].indexOf(dragged);
});

document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const list = dragged.parentElement;
  list.insertBefore(dragged, partBelow(list, event.clientY) ?? null);
});

for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, () => {
    if (!dragged) return;
    dragged.classList.remove("dragged");
    const list = dragged.parentElement;
    const moved = [...list.children].indexOf(dragged) !== dragged.from;
    dragged = null;
    if (moved) list.dispatchEvent(new CustomEvent("reordered", { bubbles: true }));
  });
}

// The point to look at in a picture that is cut.
function showFocus(row) {
  const picture = row.querySelector("[data-focus]");
  const [x, y] = [...row.querySelectorAll("[data-focus-fields] input")].map((each) => each.value);
  if (!picture) return;
  picture.className = `focus fx-${x} fy-${y}`;
  row.querySelector("[data-focus-fields]").hidden =
    row.querySelector("[data-shape]").value === "whole";
  picture.querySelector(".focus-mark").hidden =
    row.querySelector("[data-shape]").value === "whole";
}

function showAllFocus() {
  document.querySelectorAll(".photo-row").forEach(showFocus);
}

document.addEventListener("click", (event) => {
  const picture = event.target.closest("[data-focus]");
  if (!picture) return;
  const row = picture.closest(".photo-row");
  if (row.querySelector("[data-shape]").value === "whole") return;
  const box = picture.getBoundingClientRect();
  const [x, y] = row.querySelectorAll("[data-focus-fields] input");
  x.value = Math.round((10 * (event.clientX - box.left)) / box.width);
  y.value = Math.round((10 * (event.clientY - box.top)) / box.height);
  x.dispatchEvent(new Event("input", { bubbles: true }));
});
document.addEventListener("input", (event) => {
  const row = event.target.closest(".photo-row");
  if (row) showFocus(row);
});

// The events behind a figure.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.figure, a.figure-chip");
  if (!link || !dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const content = document.getElementById("figure-content");
  content.textContent = "Looking up the events…";
  if (!dialog.open) dialog.showModal();
  content.innerHTML = await eventsBehind(link.href);
});

// What cannot be shown is told; the ways out of it stay in the page that is open.
async function eventsBehind(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer && [200, 400].includes(answer.status)) return answer.text();
  return answer?.status === 401
    ? "<p>You are logged out. Log in in another window, then press the figure again.</p>"
    : "<p>The server does not answer. Press the figure again in a moment.</p>";
}

dialog?.addEventListener("click", (event) => {
  // The second half of a double click on the figure is not meant for it.
  if (event.target === dialog && event.detail === 1) dialog.close();
});

document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target.id === "editor") showAllFocus();
});
showAllFocus();
