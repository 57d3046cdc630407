//! Cardboard boxes.

use crate::catalogue::{Category, Role};
use crate::color::Color;
use crate::paint::{Carton, Material, Print, Sticker};
use crate::random::Random;
use crate::solid::{Face, Shape};
use crate::space::{Frame, Vec3, vec3};
use crate::world::{Owner, World};

/// What the cartons of one sender have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CartonStyle {
    board: Color,
    tape: Option<Color>,
    print: Print,
    ink: Color,
    label_face: Face,
}

impl CartonStyle {
    pub(crate) fn random(random: &Random) -> Self {
        const BOARDS: [u32; 9] = [
            0xBE_95_68, 0xB5_8A_5C, 0xC9_A2_76, 0xA9_7F_55, 0xB8_90_63, 0xC4_9C_6E, 0x9C_72_49,
            0xDE_D9_CE, 0xD3_B4_8A,
        ];
        const TAPES: [u32; 5] = [0xD8_BE_8C, 0xC7_A3_6B, 0xE8_E4_DA, 0xB0_8B_55, 0x2F_6F_B0];
        const INKS: [u32; 6] =
            [0x22_1E_1C, 0x3A_2E_26, 0x23_4C_8C, 0xA3_2B_28, 0x20_6B_4A, 0x22_1E_1C];
        const PRINTS: [Print; 6] = [
            Print::Nothing,
            Print::Nothing,
            Print::Arrows,
            Print::Arrows,
            Print::Brand,
            Print::Band,
        ];
        const FACES: [Face; 5] = [Face::Front, Face::Front, Face::Top, Face::Left, Face::Right];
        Self {
            board: Color::screen(*random.pick(&BOARDS)) * random.between(0.88, 1.08),
            tape: random.chance(0.88).then(|| Color::screen(*random.pick(&TAPES))),
            print: *random.pick(&PRINTS),
            ink: Color::screen(*random.pick(&INKS)),
            label_face: *random.pick(&FACES),
        }
    }

    fn material(&self, random: &Random, half: Vec3) -> Carton {
        let n_labels = random.below(3).min(1) + u32::from(random.chance(0.25));
        let stickers = (0..n_labels).map(|n| {
            let face = if n == 0 { self.label_face } else { Face::Top };
            label(random, face, half)
        });
        Carton {
            stickers: stickers.collect(),
            board: self.board * random.between(0.94, 1.06),
            tape: self.tape,
            print: self.print,
            ink: self.ink,
            seed: random.texture_seed(),
        }
    }
}

/// A shipping label that fits on `face` of a solid with the half extent `half`.
pub(crate) fn label(random: &Random, face: Face, half: Vec3) -> Sticker {
    const ACCENTS: [u32; 5] = [0x18_18_18, 0xE0_6A_1B, 0xC8_1E_2C, 0x1F_5F_B5, 0x18_18_18];
    let (half_u, half_v) = match face {
        Face::Left | Face::Right => (half.y, half.z),
        Face::Top | Face::Bottom => (half.x, half.y),
        Face::Front | Face::Back | Face::Round => (half.x, half.z),
    };
    let height = 0.075_f64.min(half_u * 0.62).min(half_v * 0.62);
    let size = (height * random.between(0.68, 1.1), height);
    let place = |random: &Random, room: f64| random.between(-0.8, 0.8) * room;
    Sticker {
        face,
        centre: (place(random, half_u - size.0), place(random, half_v - size.1)),
        half: size,
        accent: Color::screen(*random.pick(&ACCENTS)),
        seed: random.texture_seed(),
    }
}

/// A closed box of the given size, its longer side along x.
pub(crate) fn carton(
    world: &mut World,
    random: &Random,
    style: &CartonStyle,
    floor: &Frame,
    size: Vec3,
) {
    let owner = world.object(Category::Box, Role::Counted);
    carton_of(world, random, style, owner, floor, size);
}

/// As [`carton`], as a part of `owner`.
pub(crate) fn carton_of(
    world: &mut World,
    random: &Random,
    style: &CartonStyle,
    owner: Owner,
    floor: &Frame,
    size: Vec3,
) {
    let half = size * 0.5;
    let material = Material::Carton(style.material(random, half));
    world.add(owner, Shape::Cuboid, floor, (vec3(0.0, 0.0, half.z), half), material);
}

/// A carton cut open and lying flat: four panels and two flaps.
///
/// Whether it is still a box is a matter of opinion, so it is marked to be ignored.
pub(crate) fn flattened_carton(world: &mut World, random: &Random, floor: &Frame) {
    let owner = world.object(Category::Box, Role::Ignored);
    let style = CartonStyle { tape: None, print: Print::Nothing, ..CartonStyle::random(random) };
    let mut panel = |x: f64, y: f64, half_x: f64, half_y: f64| {
        let half = vec3(half_x, half_y, 0.004);
        let material =
            Material::Carton(Carton { stickers: vec![], ..style.material(random, half) });
        let lift = 0.004 + random.between(0.0, 0.006);
        world.add(owner, Shape::Cuboid, floor, (vec3(x, y, lift), half), material);
    };
    for (x, half_x) in [(-0.42, 0.20), (-0.04, 0.18), (0.34, 0.20)] {
        panel(x, 0.0, half_x, 0.19);
        panel(x, 0.28, half_x - 0.01, 0.09);
    }
    panel(-0.04, -0.28, 0.17, 0.09);
}
