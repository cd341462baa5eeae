// Shows a questionnaire one section or one question to a screen, with the way that is left. What
// sends the form stands on the last screen. Without this script it is one long page.

for (const root of document.querySelectorAll("[data-paced]")) pace(root);

function pace(root) {
  const isByQuestion = root.dataset.paced === "question";
  const [panel, bar, words, back, next] = ["", "-bar", "-words", "-back", "-next"].map((name) =>
    root.querySelector(`[data-pace${name}]`),
  );
  const sending = [...root.closest("form").querySelectorAll("[data-pace-send]")];
  const sections = [...root.querySelectorAll("[data-section]")];
  let current = null;

  // What is asked, screen by screen; a matrix stays together.
  const screens = () =>
    sections
      .filter((section) => !section.hidden)
      .flatMap((section) => {
        const questions = [...section.querySelectorAll("[data-question]:not([hidden])")];
        const isWhole = !isByQuestion || section.querySelector(".matrix");
        return isWhole ? [[section, questions]] : questions.map((each) => [section, [each]]);
      })
      .map(([section, questions]) => ({ section, questions }));

  const isThere = (screen) => screen.questions.includes(current);

  function draw() {
    const all = screens();
    let place = all.findIndex(isThere);
    if (place < 0) {
      place = 0;
      current = all[0]?.questions[0] ?? null;
    }
    for (const section of sections) {
      section.classList.toggle("elsewhere", section !== all[place]?.section);
      for (const question of section.querySelectorAll("[data-question]")) {
        question.classList.toggle("elsewhere", !all[place]?.questions.includes(question));
      }
    }
    const isLast = place >= all.length - 1;
    bar.max = all.length;
    bar.value = place + 1;
    words.textContent = words.dataset.paceWords.replace("##", all.length).replace("#", place + 1);
    back.hidden = place === 0;
    next.hidden = isLast;
    for (const button of sending) button.hidden = !isLast;
  }

  function go(by) {
    const all = screens();
    const screen = all[all.findIndex(isThere) + by];
    if (screen) open(screen.questions[0]);
  }

  function open(question) {
    current = question;
    draw();
    root.scrollIntoView({ block: "nearest" });
    (question.querySelector("input:checked") ?? question.querySelector("input, textarea"))?.focus();
  }

  panel.hidden = false;
  root.append(panel);
  current = root.querySelector(".question:has(.wrong), .line:has(.wrong)");
  draw();
  root.addEventListener("asked", draw);
  back.addEventListener("click", () => go(-1));
  next.addEventListener("click", () => go(1));
  root.addEventListener("keydown", (event) => {
    const isField = event.target.matches("input:not([type=radio], [type=checkbox])");
    if (event.key !== "Enter" || !isField || next.hidden) return;
    event.preventDefault();
    go(1);
  });
  // The summary of problems leads to questions on other screens.
  root.querySelector("[data-problems]")?.addEventListener("click", (event) => {
    const target = document.getElementById(event.target.closest("a")?.hash.slice(1));
    const question = target?.closest("[data-question]");
    if (question) open(question);
  });
}
