import type { Course } from '../bank.ts';

/** English: courses of minors. */
export const minor: readonly Course[] = [
  {
    key: 'school',
    condition: 'Childhood emotional disorder, fear of school',
    variants: [
      { subject: 'PE lessons', lesson: 'PE', adult: 'The school social worker', like: 'drawing' },
      {
        subject: 'presentations',
        lesson: 'the language class',
        adult: 'The form teacher',
        like: 'coding',
      },
      {
        subject: 'lunch breaks',
        lesson: 'the canteen',
        adult: 'The school psychologist',
        like: 'playing the piano',
      },
    ],
    intake: [
      'The young person is referred because of long absences from school. Mornings bring stomach aches and tears, and the worst are {subject}.',
      'By their own account it is not the school but the people there that are frightening. A strength is {like}; they sit up straight when speaking of it.',
    ],
    early: [
      'The young person draws a map of the school and colours the places green, yellow and red. Red are {subject} and the long corridor.',
      'We talk about the stomach ache as a message from the body. The young person gives it a name and finds that, once named, it is a bit silly.',
      'The group of friends broke up when classes were changed. They have not said so at home, so that nobody gets worried.',
      'We go through the morning minute by minute. The pain starts when the rucksack is taken off its hook.',
    ],
    middle: [
      'We agree on steps back: first the schoolyard, then one lesson, and last {lesson}. The young person decides the order.',
      'The young person was at school on three days. {adult} met them at the door, which was both embarrassing and nice.',
      'We practise ways of joining in. The one chosen is “can I come too”, because it is short enough.',
      'The young person shows messages from the class group. We sort out which are mean and which only feel that way.',
      'There was a setback on Monday. Hardest was waiting for someone to ask where they had been; we prepare an answer.',
      'We play with emotion cards. Beneath the nerves there is longing for the best friend of before.',
    ],
    late: [
      'Two days of absence in a month, both because of a cold. The young person remarks that the stomach forgets to ache every morning.',
      'The young person went to {lesson} without an adult. There is nothing to tell about it, which is the best news.',
      'An interest of theirs, {like}, has brought a new friend. We talk about how friendships are looked after.',
    ],
    homework: [
      {
        assign:
          'Task: to try two of the agreed steps and mark the nerves with a smiley on the card.',
        done: 'Both steps were tried, and one smiley is already yellow.',
        partly: 'One of the steps was tried; the other moves to next week without drama.',
      },
      {
        assign: 'Task: to show the guardian the plan for the morning that we made.',
        done: 'The plan is on the refrigerator and there has been less shouting, the young person says.',
        partly: 'The plan is in the rucksack but not yet on the refrigerator.',
      },
      {
        assign: 'Task: to say something to one classmate every day, if only hi.',
        done: 'Hi was said on four days and answered every time.',
        partly: 'Hi worked on two days; on the others the eyes stayed on the shoes.',
      },
    ],
  },
  {
    key: 'separation',
    condition: 'Disruption of family by divorce, difficulty adjusting',
    variants: [
      { week: 'the weekly change-over', pet: 'the dog', place: 'dad’s new flat' },
      { week: 'the move on Sundays', pet: 'the cat', place: 'mum’s new flat' },
    ],
    intake: [
      'The parents separated in the spring and the young person lives with each in alternate weeks. School has noticed withdrawal; at home there are quarrels over small things.',
      'The young person hopes that nobody here will ask with whom it is better. I promise that.',
    ],
    early: [
      'The hardest moment is {week}. As the young person puts it, “my head is still in the other house”.',
      'The young person carries messages between the parents and makes them politer on the way. We wonder together whose job that would be.',
      'Longing turns up in unexpected places: {pet} lives in one home only, and {place} smells of paint.',
      'The young person builds two houses and a bridge in the sand tray. The bridge stays unfinished and is to be left so.',
    ],
    middle: [
      'Anger comes out for the first time. The young person shouts into a cushion and then laughs; afterwards we talk about nobody having asked.',
      'Guilt has been hidden: the young person believed that the separation began with their test marks. We go through what makes adults part and what does not.',
      'We fill a box with what is the same in both homes. There is more of it than the young person thought.',
      'We had a joint session with the parents. The young person read three wishes from a sheet, and all three were heard.',
      'The week went wrong when {week} was altered at the last minute. The young person could say so aloud, which is new.',
      'A friend has been told. The friend’s parents are separated too, and nothing more needed saying.',
    ],
    late: [
      'Changing homes goes smoothly, and {week} is an ordinary day on which to remember the charger.',
      'The young person has a shelf of their own in {place} and chose what goes on it.',
      'The young person is no longer the postman, they say. The parents have settled that between them.',
    ],
    homework: [
      {
        assign: 'Task: to make a list of the things that travel from home to home.',
        done: 'The list is made and taped inside the rucksack.',
        partly: 'The list is begun, and there are already two chargers.',
      },
      {
        assign: 'Task: to say “ask them yourself” once when asked to carry a message.',
        done: 'The sentence was said once, and the adult laughed and made the call.',
        partly: 'The sentence stuck in the throat, but it was on the tip of the tongue.',
      },
      {
        assign: 'Task: to colour the days in the calendar that felt good.',
        done: 'The calendar has nine coloured days, some in each home.',
        partly: 'Three days are coloured, and the rest is filled in from memory.',
      },
    ],
  },
];
