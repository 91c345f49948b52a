// Shows the copy buttons, which are of no use without a script or where the browser lets no page copy (no HTTPS).
const status = document.createElement("p"); // read out by screen readers whenever it changes
status.className = "unseen";
status.setAttribute("role", "status");
document.body.append(status);

for (const button of navigator.clipboard ? document.querySelectorAll("button.copy") : []) {
  const words = button.textContent;
  const line = button.closest("tr").cells[0].textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = button.dataset.copied;
    status.textContent = `${button.dataset.copied}: ${line}`;
    setTimeout(() => { button.textContent = words; status.textContent = ""; }, 2000);
  });
}
