// allauth tells of a passkey that did not work by this event alone.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const told = document.getElementById("passkey_error");
  if (told) told.hidden = false;
});
