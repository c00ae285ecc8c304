const formulas = [
  '(?:(?:many |with )?thanks|thank you)(?: again)?,? (?:and|&|\\+|with)(?: (?:my|best|kind|kindest|warm))* regards',
  '(?:with )?(?:(?:my |the )?(?:best|kind|kindest|warm|warmest|many|personal) )+(?:regards|wishes)|regards|rgds|k\\.?r|b\\.?r|best|all the best|warmly|yours|yours (?:sincerely|truly|faithfully)|(?:very )?(?:sincerely|truly) yours|sincerely|respectfully|cordially',
  '(?:mit )?(?:freundliche[nr]?|beste[nr]?|herzliche[nr]?|liebe[nr]?|viele[n]?|schöne[n]?)(?: und \\S+)? gr(?:ü|ue)(?:ß|ss)en?|gru(?:ß|ss)|mfg|lg|vg|bg|herzlichst|hochachtungsvoll',
  '(?:bien )?cordialement|sincèrement|bien à (?:vous|toi)|(?:meilleures |sincères )?salutations(?: distinguées)?|amicalement|amitiés|bises|cdlt|bonne (?:journée|réception)|sentiments (?:distingués|respectueux)',
  '(?:un )?(?:cordial )?saludos?(?: cordiales?| cordial)?|atentamente|atte|slds|un abrazo|abrazos|salutacions(?: cordials)?',
  'atenciosamente|att|cordialmente|cumprimentos|(?:com os )?(?:melhores|meus) cumprimentos|abraços?|abs',
  'cordiali saluti|distinti saluti|(?:un )?(?:caro |cordiale )?salut[io]|cordialmente|a presto',
  'met (?:vriendelijke|hartelijke) groet(?:en)?|(?:vriendelijke |hartelijke )?groet(?:en|jes)?|mvg|hoogachtend',
  '(?:med )?(?:vänliga?|vänlig|bästa|varma) hälsning(?:ar)?|hälsningar|mvh|(?:med )?(?:venlig|vennlig|bedste|beste|de bedste) hilsen(?:er)?|hilsen|vh|kh|dbh|(?:ystävällisin |parhain )?terveisin|terv\\.?|yst\\. terv',
  '(?:z poważaniem|(?:serdecznie )?pozdrawiam(?: serdecznie)?|pozdrowienia)|s pozdravem|s pozdravom|(?:srdačan |lijep )?pozdrav|lep pozdrav|s poštovanjem|[üu]dv[öo]zlettel|tisztelettel|[üu]dv|cu (?:stimă|respect)|toate cele bune|lugupidamisega|ar cieņu|pagarbiai',
  'с уважением|с наилучшими пожеланиями|всего (?:доброго|хорошего)|з повагою|с уважение|поздрави|с поштовањем|поздрав|με εκτίμηση|φιλικά|χαιρετισμούς',
  'saygılarımla|saygılar|sevgiler|iyi çalışmalar|בברכה|בכבוד רב|مع (?:أطيب )?التحيات|تحياتي|با احترام|trân trọng|thân mến|hormat saya|salam(?: hormat)?|(?:以上、)?(?:どうぞ)?(?:宜|よろ)しくお?願い(?:(?:いた|致)?します|申し上げます)|敬具|此致|敬礼|祝好|顺祝商祺|감사합니다|드림',
].join('|');

/** A formula, two of them, or one with the place it comes from. */
const opening = String.raw`^[^\p{L}\p{Nd}]{0,6}(?:${formulas})(?: ?[/|] ?(?:${formulas}))?(?: (?:aus|from) \S{1,30})?`;
const signOff = new RegExp(String.raw`${opening}[\s,.!;:*_–—-]*$`, 'iu');

/**
 * Whether a line is nothing but a formula that ends a letter. "Thanks" and "Cheers" are none: they are said to
 * somebody, and a group wants to see them. Nor is `Regards, Ann` in one line: a person typed it, no program.
 */
export function isSignOff(line: string): boolean {
  return line.length <= 60 && signOff.test(line);
}
