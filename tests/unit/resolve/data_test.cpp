#include "resolve/data.hpp"

#include <gtest/gtest.h>

namespace fingerpost::resolve {

TEST(Data, is_presented_as_a_zone_file_has_it) {
    EXPECT_EQ(presentation(Type::a, std::string("192.0.2.1")), "192.0.2.1");
    EXPECT_EQ(presentation(Type::cname, std::string("a.example.com")), "a.example.com.");
    EXPECT_EQ(presentation(Type::ns, std::string(".")), ".");
    EXPECT_EQ(presentation(Type::mx, Mx{10, "mx.example.com"}), "10 mx.example.com.");
    EXPECT_EQ(presentation(Type::srv, Srv{0, 1, 993, "."}), "0 1 993 .");
    EXPECT_EQ(
        presentation(Type::soa, Soa{"ns.example.com", "hostmaster.example.com", 7, 1, 2, 3, 4}),
        "ns.example.com. hostmaster.example.com. 7 1 2 3 4"
    );
    EXPECT_EQ(presentation(Type::tlsa, Tlsa{3, 1, 1, "\x01\xAB"}), "3 1 1 01ab");
    EXPECT_EQ(presentation(Type::caa, Caa{128, "issue", "ca.test"}), "128 issue \"ca.test\"");
    EXPECT_EQ(presentation(Type::caa, Caa{0, "is \nsue", ""}), "0 is\\032\\010sue \"\"");
    EXPECT_EQ(presentation(Type::ds, Ds{4711, 13, 2, "\xFF"}), "4711 13 2 ff");
}

TEST(Data, text_is_cut_into_strings_of_255_octets_and_escaped) {
    EXPECT_EQ(presentation(Type::txt, std::string("v=DKIM1; p=\"\\")), R"("v=DKIM1; p=\"\\")");
    EXPECT_EQ(presentation(Type::txt, std::string("\xC3\n")), R"("\195\010")");
    EXPECT_EQ(presentation(Type::txt, std::string()), "\"\"");
    const auto two = presentation(Type::txt, std::string(256, 'a'));
    EXPECT_EQ(two, '"' + std::string(255, 'a') + "\" \"a\"");
}

TEST(Data, every_type_has_its_name) {
    EXPECT_EQ(name(Type::tlsa), "TLSA");
    EXPECT_EQ(name(Type::rrsig), "RRSIG");
    EXPECT_EQ(name(static_cast<Type>(65000)), "?");
}

} // namespace fingerpost::resolve
