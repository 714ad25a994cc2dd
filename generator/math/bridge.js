// The only script between KaTeX and Go. It is evaluated once per runtime, after
// KaTeX, and gives a function that is called with the user's macros and returns
// the two functions that Go calls: set and known.
//
// Crossings cost time, so set answers with one string: KaTeX's HTML (which
// begins with "<") or, when there is anything to say about the formula, JSON.
(function (katex) {
  "use strict";

  // KaTeX prints a command that it does not trust in errorColor and goes on. No
  // author can write this colour (KaTeX's colours have no hyphen), so it shows
  // that a command was refused; such a formula is never published.
  var REFUSED = "refused-command";

  // quotes tells whether the error stands in text. The expansion of a macro has
  // positions of its own, and an error does not tell whose it has, but its
  // message quotes what stands around it.
  function quotes(error, text) {
    var start = error.position, end = start + error.length;
    var left = start > 15 ? "…" + text.slice(start - 15, start) : text.slice(0, start);
    var right = end + 15 < text.length ? text.slice(end, end + 15) + "…" : text.slice(end);
    var where = start === text.length ? " at end of input: " : " at position " + (start + 1) + ": ";
    var marked = text.slice(start, end).replace(/[^]/g, "$&\u0332");
    return error.message === "KaTeX parse error: " + error.rawMessage + where + left + marked + right;
  }

  function describe(error, tex, macros) {
    var d = { text: error.rawMessage, start: -1, end: -1, macro: "" };
    if (error.position === undefined) return d;
    if (quotes(error, tex)) {
      d.start = error.position;
      d.end = error.position + error.length;
      return d;
    }
    d.macro = Object.keys(macros).sort().find(function (m) { return quotes(error, macros[m]); }) || "";
    return d;
  }

  return function (site) {
    function set(tex, display, own) {
      var macros = own ? Object.assign({}, site, JSON.parse(own)) : site;
      var answer = { html: "", error: null, refused: false, doubts: [] };
      var options = {
        displayMode: display,
        output: "htmlAndMathml",
        throwOnError: true,
        errorColor: REFUSED,
        trust: false,
        maxExpand: 1000,
        maxSize: 50,
        globalGroup: false,
        // A fresh object: KaTeX writes the formula's \gdef into it.
        macros: Object.assign({}, macros),
        strict: function (code, text, token) {
          var loc = token && token.loc, own = loc && loc.lexer.input === tex;
          answer.doubts.push({ code: code, start: own ? loc.start : -1, end: own ? loc.end : -1 });
          return "ignore";
        },
      };
      try {
        answer.html = katex.renderToString(tex, options);
      } catch (error) {
        if (!(error instanceof katex.ParseError)) throw error;
        answer.error = describe(error, tex, macros);
      }
      answer.refused = answer.html.includes('mathcolor="' + REFUSED + '"');
      return answer.error || answer.refused || answer.doubts.length ? JSON.stringify(answer) : answer.html;
    }

    // known returns those of the space-separated candidates that KaTeX knows:
    // commands (\\name) and environments (name). KaTeX exports neither list, but
    // a macro written as a function may ask whether a command is defined.
    function known(candidates) {
      var all = candidates.split(" "), found = [];
      function probe(gullet) {
        found = all.filter(function (c) { return c[0] === "\\" && gullet.isDefined(c); });
        return "";
      }
      katex.__parse("\\probe", { macros: { "\\probe": probe } });
      function environment(name) {
        try {
          katex.__parse("\\begin{" + name + "}", { strict: false, displayMode: true });
        } catch (error) {
          return !error.message.includes("No such environment");
        }
        return true;
      }
      return found.concat(all.filter(function (c) { return c[0] !== "\\" && environment(c); })).join(" ");
    }

    return { set: set, known: known };
  };
})(katex)
