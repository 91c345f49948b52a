#include "protocol/xml.hpp"

#include "protocol/xml_scan.hpp"

#include <gtest/gtest.h>

namespace fingerpost::protocol {
namespace {

std::string refusal(std::string_view text) {
    const auto parsed = parse_xml(text);
    return parsed ? "accepted" : parsed.error().what;
}

std::string nested(int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i)
        text += "<a>";
    for (int i = 0; i < depth; ++i)
        text += "</a>";
    return text;
}

TEST(XmlWriter, escapes_everything_and_indents_only_between_elements) {
    XmlWriter writer;
    const auto root = writer.root("a");
    root.attribute("x", "1 < \"2\" & '3'");
    root.add("b", "<&>\"'");
    root.add("empty");
    EXPECT_EQ(
        writer.str(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<a x='1 &lt; \"2\" &amp; &apos;3&apos;'>\n"
        "\t<b>&lt;&amp;&gt;&quot;&apos;</b>\n"
        "\t<empty/>\n"
        "</a>\n"
    );
}

TEST(XmlWriter, is_well_formed_whatever_it_is_given) {
    for (int byte = 0; byte < 256; ++byte) {
        XmlWriter writer;
        const std::string text = std::string("a") + static_cast<char>(byte) + "b";
        const auto root = writer.root("a");
        root.add("b", text);
        root.attribute("c", text);
        EXPECT_TRUE(parse_xml(writer.str())) << byte;
    }
    XmlWriter writer;
    writer.root("a").add("b", "x\xEF\xBF\xBFy\xED\xA0\x80z\xF4\x90\x80\x80");
    EXPECT_TRUE(parse_xml(writer.str()));
}

TEST(XmlWriter, leaves_room_for_the_longest_escapes) {
    XmlWriter writer;
    const auto root = writer.root("a");
    for (int i = 0; i < 120; ++i)
        root.add("b", std::string(100, '"'));
    EXPECT_EQ(parse_xml(writer.str()).error().what, "XML refused: longer than 65536 bytes");
    EXPECT_GT(writer.str().size(), 60000u);
}

TEST(XmlReader, finds_elements_behind_any_prefix) {
    const auto root = parse_xml("<p:A xmlns:p='urn:p' xmlns='urn:d'><B p:c='1'>x</B><p:C/></p:A>");
    ASSERT_TRUE(root);
    EXPECT_EQ(root->name, "A");
    EXPECT_EQ(root->name_space, "urn:p");
    EXPECT_EQ(root->child("b")->name_space, "urn:d");
    EXPECT_EQ(root->child_text("B"), "x");
    EXPECT_EQ(root->child("B")->attribute("p:c"), "1");
    EXPECT_EQ(root->child("C")->name_space, "urn:p");
    EXPECT_EQ(root->child("D"), nullptr);
    EXPECT_EQ(root->child_text("D"), "");
}

TEST(XmlReader, joins_text_cdata_and_references) {
    const auto root =
        parse_xml("<?xml version='1.0'?><!-- x --><a> b<![CDATA[<c>]]>&amp;&#x41; </a>");
    ASSERT_TRUE(root);
    EXPECT_EQ(root->text, "b<c>&A");
}

TEST(XmlReader, tells_where_blanks_stood_around_a_text) {
    const auto root = parse_xml("<a><b>993</b><c> 993</c><d>a b</d></a>");
    EXPECT_FALSE(root->child("b")->padded);
    EXPECT_TRUE(root->child("c")->padded);
    EXPECT_EQ(root->child_text("c"), "993");
    EXPECT_FALSE(root->child("d")->padded);
}

TEST(XmlReader, passes_over_a_document_type_that_declares_nothing) {
    const auto accepts = [](const char* text) { return bool(parse_xml(text, Doctype::skipped)); };
    EXPECT_TRUE(accepts("<!DOCTYPE plist PUBLIC '-//Apple//DTD' 'http://x.test/p.dtd'><plist/>"));
    EXPECT_FALSE(accepts("<!DOCTYPE a [<!ENTITY b 'c'>]><a>x</a>"));
    EXPECT_FALSE(accepts("<a><!DOCTYPE a></a>"));
    EXPECT_FALSE(accepts("<!DOCTYPE a"));
}

TEST(XmlReader, takes_a_byte_order_mark) {
    EXPECT_TRUE(parse_xml("\xEF\xBB\xBF<a/>"));
}

TEST(XmlReader, refuses_what_could_hurt) {
    EXPECT_EQ(
        refusal("<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a/>"),
        "XML refused: a document type declaration at byte 0"
    );
    EXPECT_NE(refusal("<a>&lol;</a>").find("entity"), std::string::npos);
    EXPECT_NE(refusal("<a b='&lol;'/>").find("entity"), std::string::npos);
    EXPECT_NE(refusal("<a>&#0;</a>").find("entity"), std::string::npos);
    EXPECT_NE(refusal("<a>&#xD800;</a>").find("entity"), std::string::npos);
    EXPECT_NE(refusal(nested(17)).find("deeper than 16"), std::string::npos);
    EXPECT_EQ(refusal(nested(16)), "accepted");
    EXPECT_EQ(
        refusal("<a>" + std::string(xml_bytes_max, 'x') + "</a>"),
        "XML refused: longer than 65536 bytes"
    );
}

TEST(XmlReader, refuses_what_is_not_well_formed) {
    for (const std::string text :
         {"",
          "   ",
          "text",
          "<a>",
          "<a></b>",
          "<a/><b/>",
          "<a",
          "<a b=c/>",
          "<a b='x/>",
          "</a>",
          "<>",
          "<a>\xff</a>",
          "<a>\x01</a>",
          "<!-- x",
          "<a><![CDATA[x</a>",
          "<?xml"})
        EXPECT_FALSE(parse_xml(text)) << text;
    EXPECT_FALSE(parse_xml(std::string("<a>\0</a>", 8)));
    EXPECT_FALSE(parse_xml(std::string("\xff\xfe<\0a\0/\0>\0", 10))); // UTF-16
}

TEST(XmlText, is_mended_byte_by_byte) {
    EXPECT_EQ(mended_xml_text("a\x01é\xff"), "a\xEF\xBF\xBDé\xEF\xBF\xBD");
}

} // namespace
} // namespace fingerpost::protocol
