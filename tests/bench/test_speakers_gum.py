"""The reader of annotated chains, on a small text of our own."""

from bench.speakers_gum import GoldNews, read_chains

# Number and offsets, token, type, three columns that are not read but for the title, relations.
TSV = """\
#FORMAT=WebAnno TSV 3.2
#T_SP=webanno.custom.Referent|entity|infstat|salience|identity|centering
#Summary1=(human) A minister\tspoke.


#Text=Minister speaks
1-1\t0-8\tMinister\tperson\tnew\ts\t_\tcf1\tcoref\t3-2[2_0]
1-2\t9-15\tspeaks\t_\t_\t_\t_\t_\t_\t_

#Text=Monday
2-1\t16-22\tMonday\ttime\tnew\tn\t_\tcf1\tbridge:def\t3-2[2_0]

#Text=( Malian ) Minister Ana Sow of Mali 's far - off party said : " It is n't ' over ' . "
3-1\t23-24\t(\t_\t_\t_\t_\t_\t_\t_
3-2\t25-31\tMalian\tperson[2]|place[3]\tnew[2]|new[3]\ts[2]|s[3]\tAna_Sow[2]|Mali[3]\tcf1[2]|cf2[3]\tappos|coref\t3-5[4_2]|3-8[5_3]
3-3\t32-33\t)\tperson[2]\tnew[2]\ts[2]\tAna_Sow[2]\tcf1[2]\t_\t_
3-4\t34-42\tMinister\tperson[2]\tnew[2]\ts[2]\tAna_Sow[2]\tcf1[2]\t_\t_
3-5\t43-46\tAna\tperson[4]\tgiv[4]\ts[4]\t_\tcf1[4]\tana\t4-1[7_4]
3-6\t47-50\tSow\tperson[4]\tgiv[4]\ts[4]\t_\tcf1[4]\t_\t_
3-7\t51-53\tof\t_\t_\t_\t_\t_\t_\t_
3-8\t54-58\tMali\torganization[6]|place[5]\tnew[6]|giv[5]\ts[6]|s[5]\t_\tcf1[6]|cf1[5]\tbridge:def\t4-1[7_6]
3-9\t59-61\t's\torganization[6]\tnew[6]\ts[6]\t_\tcf1[6]\t_\t_
3-10\t62-65\tfar\torganization[6]\tnew[6]\ts[6]\t_\tcf1[6]\t_\t_
3-11\t66-67\t-\torganization[6]\tnew[6]\ts[6]\t_\tcf1[6]\t_\t_
3-12\t68-71\toff\torganization[6]\tnew[6]\ts[6]\t_\tcf1[6]\t_\t_
3-13\t72-77\tparty\torganization[6]\tnew[6]\ts[6]\t_\tcf1[6]\t_\t_
3-14\t78-82\tsaid\t_\t_\t_\t_\t_\t_\t_
3-15\t83-84\t:\t_\t_\t_\t_\t_\t_\t_
3-16\t85-86\t"\t_\t_\t_\t_\t_\t_\t_
3-17\t87-89\tIt\t_\t_\t_\t_\t_\t_\t_
3-18\t90-92\tis\t_\t_\t_\t_\t_\t_\t_
3-19\t93-96\tn't\t_\t_\t_\t_\t_\t_\t_
3-20\t97-98\t'\t_\t_\t_\t_\t_\t_\t_
3-21\t99-103\tover\t_\t_\t_\t_\t_\t_\t_
3-22\t104-105\t'\t_\t_\t_\t_\t_\t_\t_
3-23\t106-107\t.\t_\t_\t_\t_\t_\t_\t_
3-24\t108-109\t"\t_\t_\t_\t_\t_\t_\t_

#Text=She left Mali .
4-1\t110-113\tShe\tperson[7]\tgiv[7]\ts[7]\t_\tcf1[7]\t_\t_
4-2\t114-118\tleft\t_\t_\t_\t_\t_\t_\t_
4-3\t119-123\tMali\tplace[8]\tgiv[8]\ts[8]\tMali[8]\tcf1[8]\t_\t_
4-4\t124-125\t.\t_\t_\t_\t_\t_\t_\t_
"""


def chains(news: GoldNews) -> set[frozenset[str]]:
    found: dict[int, set[str]] = {}
    for mention in news.mentions:
        words = f"{mention.kind}: {news.text[mention.start : mention.end]} @{mention.start}"
        found.setdefault(mention.chain, set()).add(words)
    return {frozenset(words) for words in found.values()}


def test_the_text_is_as_it_would_be_printed() -> None:
    assert read_chains("a", TSV).text == (
        "Minister speaks\n\nMonday\n\n(Malian) Minister Ana Sow of Mali's far-off party said: "
        "\"It isn't 'over'.\" She left Mali."
    )


def test_relations_and_titles_make_chains_and_bridges_do_not() -> None:
    # Mentions that hold the same words, a mention without a number, a title far away.
    news = read_chains("a", TSV)
    party, mali = news.text.index("Mali's"), news.text.rindex("Mali")
    assert chains(news) == {
        frozenset(
            {
                "person: Minister @0",
                f"person: Malian) Minister @{news.text.index('Malian')}",
                f"person: Ana Sow @{news.text.index('Ana')}",
                f"person: She @{news.text.index('She')}",
            }
        ),
        frozenset(
            {
                f"place: Malian @{news.text.index('Malian')}",
                f"place: Mali @{party}",
                f"place: Mali @{mali}",
            }
        ),
        frozenset({f"organization: Mali's far-off party @{party}"}),
        frozenset({"time: Monday @17"}),
    }


def test_mentions_are_in_order_and_outer_ones_first() -> None:
    mentions = read_chains("a", TSV).mentions
    places = [(mention.start, -mention.end) for mention in mentions]
    assert places == sorted(places)
