#include "articles/lexicon.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"

enum { LONGEST_WORD = 32 };

static const struct {
  unsigned flags;
  const char *words;
} lists[] = {
    {STANCE__CUE, "said says stated states added adds noted notes claimed claims argued argues asserted asserts insisted insists "
                  "contended contends explained explains announced announces declared declares remarked remarks observed commented "
                  "replied replies responded answered answers acknowledged acknowledges admitted admits conceded concedes confirmed confirms "
                  "suggested suggests hinted predicted predicts believed believes thinks thought hoped hopes feared fears concluded "
                  "concludes cautioned cautions maintained maintains reiterated reiterates repeated stressed stresses emphasized emphasizes "
                  "emphasised underlined underscored underscores reported reports testified wrote writes tweeted tweets posted joked "
                  "quipped recalled recalls estimated estimates proposed proposes pledged pledges vowed vows promised promises "
                  "swore threatened threatens agreed agrees refused refuses declined declines offered offers demanded demands requested "
                  "asked asks urged urges called calls appealed appeals implored pleaded begged pressed wants wanted "
                  "charged alleged alleges countered rebuffed complained complains lamented boasted shouted "
                  "yelled murmured whispered continued went signaled signalled signals indicated indicates revealed reveals disclosed mentioned "
                  "expects expected anticipates argued-back disagreed objected protested affirmed affirms reaffirmed guaranteed"},
    {STANCE__CUE | STANCE__TELL, "told tells warned warns assured assures informed informs reminded reminds advised advises notified "
                                 "reassured promised urged urges implored asked asks"},
    {STANCE__CUE | STANCE__NP_CUE,
     "rejected rejects denied denies condemned condemns denounced denounces criticized criticizes criticised criticises blasted slammed "
     "praised praises welcomed welcomes hailed hails accused accuses blamed blames described describes dismissed dismisses "
     "acknowledged stressed emphasized emphasised underscored underlined reiterated expressed expresses voiced defended defends "
     "questioned decried lauded applauded mocked ridiculed branded labeled labelled endorsed endorses opposed opposes "
     "supported supports cited cites apologized apologised apologizes thanked referenced called announced demanded urged "
     "pledged promised proposed confirmed suggested reported claimed warned predicted mentioned discussed admitted conceded"},
    {STANCE__CUE_GERUND, "saying stating adding noting claiming arguing asserting insisting explaining announcing declaring remarking "
                         "warning telling replying acknowledging admitting conceding suggesting stressing emphasizing emphasising "
                         "reiterating promising pledging vowing threatening demanding urging calling accusing denouncing writing tweeting "
                         "citing describing blaming predicting complaining asking"},
    {STANCE__BASE_CUE, "say state add note claim argue assert insist hint explain announce declare acknowledge admit concede confirm "
                       "suggest warn tell assure stress emphasize emphasise reiterate promise pledge vow threaten agree refuse offer demand "
                       "urge call appeal accuse blame reject deny condemn denounce criticize criticise praise welcome describe dismiss "
                       "express ask write propose believe think hope"},
    {STANCE__TITLE, "president premier chancellor king queen prince princess emperor sheikh sultan ayatollah pope cardinal archbishop "
                    "bishop reverend rev pastor rabbi imam minister secretary senator sen rep representative congressman congresswoman "
                    "governor gov mayor ambassador envoy judge justice attorney general gen colonel col major maj captain capt "
                    "lieutenant lt sergeant sgt admiral adm commander marshal chief director chairman chairwoman chair speaker leader "
                    "mr mrs ms miss dr prof professor sir dame lord lady state defense defence foreign affairs treasury interior "
                    "vice deputy former acting spokesman spokeswoman spokesperson economist analyst coach candidate nominee "
                    "democratic republican democrat conservative labour liberal commissioner sheriff detective officer lawyer adviser "
                    "advisor strategist author actor actress founder ceo executive prime homeland security counsel majority minority whip "
                    "manager"},
    {STANCE__ROLE, "president premier chancellor king queen prince pope cardinal archbishop bishop pastor minister secretary senator "
                   "representative congressman congresswoman governor mayor ambassador envoy diplomat judge justice attorney general "
                   "colonel captain admiral commander chief director chairman chairwoman chair speaker leader spokesman spokeswoman "
                   "spokesperson official officer economist analyst coach candidate nominee lawmaker legislator politician billionaire businessman "
                   "lawyer adviser advisor strategist aide negotiator mediator activist critic expert scholar professor author "
                   "reporter journalist farmer resident witness worker founder executive manager counterpart man woman mother "
                   "father commissioner sheriff detective democrat republican head member delegate veteran student doctor teacher"},
    {STANCE__HE_SHE, "he she"},
    {STANCE__THEY_IT, "they it we i you who"},
    {STANCE__AUXILIARY, "has have had did does do also then later again once never not still now just even will would should could may might "
                        "must repeatedly already long recently reportedly further too only often always once flatly immediately is are was were "
                        "been himself herself themselves both all"},
    {STANCE__DETERMINER, "the a an his her their its our my this that these those some many several one two three four another any each no"},
    {STANCE__PREPOSITION, "in on at during after before by with from to into over under about against between among through while when as "
                          "following amid despite since until for of via because where outside inside near without within like upon"},
    {STANCE__CONJUNCTION, "and but or nor yet so"},
    {STANCE__ABBREVIATION, "mr mrs ms dr prof sen rep gov gen col lt sgt capt maj adm cmdr rev hon st jr sr no vs inc corp co ltd dept est "
                           "jan feb mar apr jun jul aug sep sept oct nov dec mt ft fig approx supt messrs"},
    {STANCE__PLACE,
     "afghanistan africa albania algeria america american angola argentina armenia asia australia austria azerbaijan bahrain bangladesh "
     "belarus belgium bolivia bosnia brazil britain bulgaria burma burundi california cambodia cameroon canada chad chile china chinese "
     "colombia congo croatia cuba cyprus czechia denmark ecuador egypt england eritrea estonia ethiopia europe european finland florida "
     "france gaza georgia germany ghana greece guatemala haiti honduras hungary iceland india indonesia iran iranian iraq iraqi ireland israel "
     "israeli italy jamaica japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia lebanon liberia libya lithuania malaysia mali "
     "mexico moldova mongolia morocco mozambique myanmar nepal netherlands nicaragua niger nigeria norway oman pakistan palestine panama "
     "paraguay peru philippines poland portugal qatar romania russia russian rwanda scotland senegal serbia singapore slovakia slovenia somalia "
     "spain sudan sweden switzerland syria syrian taiwan tajikistan tanzania texas thailand tunisia turkey turkish uganda ukraine ukrainian uruguay "
     "uzbekistan venezuela vietnam wales yemen zambia zimbabwe washington beijing moscow london paris berlin brussels tehran baghdad "
     "kabul kyiv kiev jerusalem damascus cairo ankara delhi islamabad tokyo seoul pyongyang hanoi jakarta canberra ottawa "
     "caracas havana riyadh doha geneva vienna york u.s us u.s.a u.n un eu e.u u.k uk north south east west northern southern eastern western "
     "ohio iowa michigan virginia nevada arizona pennsylvania wisconsin"},
    {STANCE__ORGANISATION,
     "ministry department agency committee council commission court congress senate house parliament assembly party union association "
     "federation organization organisation bank company corporation group institute university college press times post news street "
     "sea strait ocean river lake bay island islands city county district square hall palace office bureau force army navy police "
     "forum summit treaty agreement act bill law fund foundation network school hospital church team league club coalition alliance "
     "front movement states kingdom republic nations administration government cabinet board journal tribune journal center centre "
     "airport avenue road park valley mountain mountains desk service services journal inc corp ltd campaign america tower war reserve"},
    {STANCE__CALENDAR, "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
                       "september october november december today yesterday tomorrow tonight"},
    {STANCE__PARTICLE, "de la van von der den bin ibn al el da di dos del le bint abu"},
    {STANCE__SUBORDINATOR, "that whether if how why what"},
    {STANCE__FUNCTION, "there here if when while as who what which where why how although though because since however meanwhile "
                       "according speaking asked yes no well please thank perhaps maybe instead indeed still earlier later last next first second "
                       "other others more most such according officials people police others analysts experts critics supporters nobody "
                       "everyone everybody somebody someone none not let our your my me him them us under"}};

struct stance__lexicon {
  stance__table *words;
  unsigned *flags; /* [words] */
};

static stance_status add(stance__lexicon *l, size_t *capacity, const char *word, size_t length, unsigned flags, stance_error *error) {
  uint32_t number = stance__table_insert(l->words, word, length);
  if (number == STANCE__TABLE_NONE) return stance__fail_memory(error);
  if (number >= *capacity) {
    size_t larger = *capacity * 2 + 1024;
    unsigned *grown = stance__realloc(l->flags, larger, sizeof *grown);
    if (!grown) return stance__fail_memory(error);
    memset(grown + *capacity, 0, (larger - *capacity) * sizeof *grown);
    l->flags = grown;
    *capacity = larger;
  }
  l->flags[number] |= flags;
  return STANCE_OK;
}

stance_status stance__lexicon_new(stance__lexicon **out, stance_error *error) {
  stance__lexicon *l = stance__calloc(1, sizeof *l);
  if (!l) return stance__fail_memory(error);
  size_t capacity = 0;
  l->words = stance__table_new();
  stance_status status = l->words ? STANCE_OK : stance__fail_memory(error);
  for (size_t i = 0; i < sizeof lists / sizeof *lists && status == STANCE_OK; i++) {
    for (const char *word = lists[i].words; *word && status == STANCE_OK;) {
      size_t length = strcspn(word, " ");
      status = add(l, &capacity, word, length, lists[i].flags, error);
      word += length;
      word += *word == ' ';
    }
  }
  if (status == STANCE_OK) *out = l;
  else stance__lexicon_free(l);
  return status;
}

void stance__lexicon_free(stance__lexicon *l) {
  if (!l) return;
  stance__table_free(l->words);
  stance__free(l->flags);
  stance__free(l);
}

unsigned stance__lexicon_flags(const stance__lexicon *l, const char *word, size_t length) {
  char lower[LONGEST_WORD];
  if (length == 0 || length > LONGEST_WORD) return 0;
  for (size_t i = 0; i < length; i++) lower[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] + 32 : word[i]);
  if (length > 1 && lower[length - 1] == '.') length--; /* "Gen." and "U.S." are listed without their last point */
  uint32_t number = stance__table_find(l->words, lower, length);
  return number == STANCE__TABLE_NONE ? 0 : l->flags[number];
}
