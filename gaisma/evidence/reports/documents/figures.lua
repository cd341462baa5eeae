-- What pandoc's own writers leave out: the alternative text of charts in Typst, their captions
-- above them in a word processor, unbroken tables, and the sentences that stay with them.
local stringify = pandoc.utils.stringify

local function quoted(text)
  return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"') .. '"'
end

local function unlisted(block)
  -- Typst would begin a list at "1. klase".
  if FORMAT ~= "typst" then return nil end
  local first = block.content[1]
  if not (first and first.t == "Str" and first.text:match("^%d+%.$")) then return nil end
  block.content[1] = pandoc.RawInline("typst", first.text:sub(1, -2) .. "\\.")
  return block
end

Plain = unlisted
Para = unlisted

local function headed(figure)
  -- A chart is told before it is shown, as a table is; photos have their words below.
  if not figure.identifier:match("^c%-") then return nil end
  local words = pandoc.utils.blocks_to_inlines(figure.caption.long)
  local shown = pandoc.utils.blocks_to_inlines(figure.content)
  return {
    pandoc.Div({ pandoc.Para(words) }, { ["custom-style"] = "Caption" }),
    pandoc.Div({ pandoc.Para(shown) }, { id = figure.identifier, ["custom-style"] = "Picture" }),
  }
end

function Span(span)
  -- Other files open a line of the list by its name, and the compiler names headings alone.
  if FORMAT ~= "typst" or not span.identifier:match("^f%d+$") then return nil end
  return pandoc.RawInline("typst", string.format(
    "#heading(level: 2, outlined: false, bookmarked: false)[%s] <%s>",
    stringify(span.content), span.identifier))
end

function Figure(figure)
  if FORMAT ~= "typst" then return headed(figure) end
  local image
  figure:walk({ Image = function(one) image = one end })
  if not image then return nil end
  local caption = pandoc.write(pandoc.Pandoc(figure.caption.long), "typst"):gsub("%s+$", "")
  local pixels = tonumber((image.attributes.width or ""):match("[%d.]+") or "600")
  local drawn = string.format(
    "#figure(align(left, image(%s, alt: %s, width: %.1fpt)), alt: %s, caption: [%s]) <%s>",
    quoted(image.src), quoted(stringify(image.caption)), math.min(pixels * 0.75, 460),
    quoted(stringify(image.caption)), caption, figure.identifier)
  return pandoc.RawBlock("typst", drawn)
end

local function beside(photos)
  -- Photos stand two in a row.
  local cells = pandoc.List()
  for _, block in ipairs(photos) do
    if block.t == "RawBlock" then cells:insert("[" .. block.text .. "]") end
  end
  return pandoc.RawBlock("typst", "#photos(" .. table.concat(cells, ", ") .. ")")
end

function Div(div)
  if FORMAT == "typst" and div.classes:includes("photos") then return beside(div.content) end
  -- Sections and scrolling regions are for screens; in a block of its own no page could end.
  if not div.attributes["custom-style"] then return div.content end
  if FORMAT ~= "typst" then return nil end
  local note = pandoc.write(pandoc.Pandoc(div.content), "typst"):gsub("%s+$", "")
  return pandoc.RawBlock("typst", "#note[" .. note .. "]")
end

local function is_lead(block)
  return block.t == "Para" and #block.content == 1 and block.content[1].t == "Strong"
end

local SENTENCE = 200

function Blocks(blocks)
  -- The sentence before a table or a chart stays with it, bold words before what they head.
  if FORMAT ~= "typst" then return nil end
  local kept = pandoc.List()
  for index, block in ipairs(blocks) do
    local following = blocks[index + 1]
    local leads = block.t == "Para" and following and #stringify(block) <= SENTENCE
      and (following.t == "Table" or following.t == "RawBlock" and (following.text:match("^#kept%[\n") or following.text:match("^#figure")))
    leads = leads or following and is_lead(block)
    if leads then kept:insert(pandoc.RawBlock("typst", "#block(sticky: true)[")) end
    kept:insert(block)
    if leads then kept:insert(pandoc.RawBlock("typst", "]")) end
  end
  return kept
end

local SHORT = 14

function Table(tbl)
  -- A short table stays on one page; a long one, which is not worth measuring, repeats its header.
  if FORMAT ~= "typst" then return nil end
  local rows = 0
  for _, body in ipairs(tbl.bodies) do rows = rows + #body.body end
  if rows > SHORT then return nil end
  return {
    pandoc.RawBlock("typst", "#kept[\n"),
    tbl,
    pandoc.RawBlock("typst", "]"),
  }
end
