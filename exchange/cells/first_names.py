"""First names of people who may appear in a file: each given to at least 2,000 children born from 1940 to 2008.

Folded. Source: INSEE, « Fichier des prénoms », edition 2024, Licence Ouverte 2.0 (`seed/references/ATTRIBUTION.md`).
Compound names are left out, since their first part is enough, and so are names that are more often another word: aime,
ange, come, desire, eden, france, lorraine, marine, max, modeste, noel, reine, victoire.
"""

FIRST_NAMES = frozenset(
    """
    aaron abdallah abdel abdelaziz abdelkader abdelkrim abdoulaye abel achille adam adel adelaide adele adeline
    adem adil adrian adrien adrienne agathe agnes ahmed aicha aida aimee aissa akim alain alan alban albane albert
    alberte albin aldo alex alexandra alexandre alexandrine alexane alexia alexis alexy alfred ali alice alicia
    alienor aline alison alisson alix alizee allan allison alois alphonse alycia alyson alyssa alyssia amal amanda
    amandine amar amaury ambre ambroise amel amelia amelie amin amina aminata amine amir amira ana anabelle anael
    anaelle anais anas anastasia anatole andre andrea andreas andree andrew andy angel angela angele angelina
    angeline angelique angelo anick anis anissa anita anna annabel annabelle annaelle anne annette annick annie
    anny anouk anthony antoine antoinette antonia antonin antonio antony apolline ariane arielle arlette armand
    armande armel armelle arnaud arsene arthur ashley asma assia astrid astride aubin aude audrey auguste augustin
    augustine aurelia aurelie aurelien auriane aurore axel axelle aya aymen aymeric ayoub aziz bachir baptiste
    barbara barthelemy basile bastien beatrice belinda benedicte benjamin benoit berangere berengere berenice
    bernadette bernard berthe bertille bertrand bettina betty bilal bilel billy blaise blanche blandine boris
    bouchra brahim brandon brayan brenda brian brice brigitte bruce bruno bryan calvin camelia camille candice
    candy capucine carine carl carla carlos carmen carol carole caroline cassandra cassandre catherine cathie
    cathy cecile cecilia cedric cedrick celeste celestin celestine celia celian celina celine cendrine cesar
    chaima chantal chantale charlene charles charlie charline charlotte charly charlyne cherif cheyenne chiara
    chloe chris christel christele christelle christian christiane christianne christina christine christophe
    christopher chrystel chrystele chrystelle cindy claire clara clarisse claude claudette claudia claudie
    claudine claudy clea clelia clemence clement clementine cleo cloe clothilde clotilde clovis colette colin
    coline constance constant coralie coraline corentin corine corinne cristelle cristina cynthia cyprien cyrielle
    cyril cyrille daisy dalila damien dan daniel daniela daniele danielle danny dany daphne david davy deborah
    delphine denis denise diana diane didier diego dimitri dina djamel djamila djibril dolores dominique domitille
    donatien donia donovan dorian doriane dorine doris dorothee dounia driss dylan eddie eddy edgar edgard edith
    edmond edouard edwige edwin eglantine elea elena eleonore elia elian eliane elias elie eliette elina eline
    elio eliot eliott elisa elisabeth elise elizabeth ella elliot elodie eloi eloise elora elouan elsa elvire
    elvis ema emeline emelyne emeric emile emilia emilie emilien emilienne emily emma emmanuel emmanuelle emmy
    emre emy enola enora enrique enzo eric erick erik erika ernest erwan erwann esteban estelle esther ethan
    etienne eugene eugenie eulalie eva evan evann eve eveline evelyne ewan ewen fabian fabien fabienne fabio
    fabiola fabrice fadila faiza fanny farah fares farid farida fatiha fatima fatma fatoumata faustine faycal
    felicia felicie felicien felix ferdinand fernand fernande fernando filipe fiona flavie flavien flavio fleur
    flora flore florence florent florentin florian floriane florie florine fouad fouzia francesca francesco
    francette francine francis francisco franck franco francois francoise frank frantz fred freddy frederic
    frederick frederique fredy gabin gabriel gabrielle gaby gael gaelle gaetan gaetane garance gary gaspard gaston
    gauthier gautier gaylord genevieve geoffrey geoffroy georges georgette gerald geraldine gerard germain
    germaine gervais ghislain ghislaine ghyslaine gianni gil gilbert gilberte gildas gilles gina ginette gino
    giovanni gisele gislaine giuseppe gladys gloria grace graziella gregoire gregory guilaine guilhem guillaume
    guillemette gustave guy guylaine guylene gwenael gwenaelle gwendal gwendoline gwenola gwladys habib hadrien
    hafida hajar hakim hakima halima hamid hamza hanane hanna hannah harold harry hassan hawa hector hedi heidi
    helena helene heloise henri henriette henry herve hicham hichem hippolyte hocine honorine hortense houda
    houria hubert hugo hugues huguette ibrahim ida idriss igor ilan ilana ilham ilian ilias ilies ilona ilyas
    ilyes imad iman imane imen imene ines ingrid irene iris isaac isabel isabelle ismael ismail issam ivan jack
    jacki jackie jacky jacqueline jacques jade jamal jamel james jamila jane janick janine jannick jany jasmine
    jason jawad jean jeanine jeanne jeannette jeannine jeffrey jenna jennifer jenny jennyfer jeremie jeremy jerome
    jessica jessie jessy jim jimmy joachim joan joana joanna joanne joao joaquim jocelyn jocelyne joe joel joelle
    joey joffrey johan johana johann johanna johanne john johnny johny jonas jonathan jordan jordane jordy jorge
    joris jose josee joseline joselyne joseph josephine josette joshua josiane josianne josselin josseline
    josselyne josue josyane joy joyce juan judicael judith jules julia julian juliana juliane julie julien
    julienne juliette juline justin justine kahina kais kamal kamel karen karim karima karin karina karine karl
    kassandra katell kathleen kathy katia katy kelian kelly kenny kenza kenzo ketty kevin khadija khaled khalid
    kheira kilian killian kim kimberley kylian kyllian laeticia laetitia laila lalie laly lamia lana landry lara
    latifa laura laure laureen laureline lauren laurence laurene laurent laurette lauriane laurianne laurie
    laurine laury lauryne lea leana leandre leane leila lena lenny leny leo leon leonard leone leonie leopold
    leslie liam lila lilas lili lilia lilian liliane lilou lily lina linda lindsay line lionel lionnel lisa lise
    lisette lisiane lison livia liza loan loane loetitia logan loic loick lois lola lolita lorena lorene lorenzo
    loriane lorie lorine loris lou louane louanne loubna louis louisa louise louisette louison louka louna luc
    luca lucas luce lucette lucia lucie lucien lucienne lucile lucille lucy ludivine ludovic ludwig luigi luis
    luka lukas luna lydia lydie lylou lyna lynda lysiane madeleine madeline madison mae mael maelle maelys maeva
    magali magalie magaly maggy maguy mahamadou mahe maia mailys maissa maite maiwenn malik malika mallaury
    mallory malo malorie malvina mamadou mandy manel manon manuel manuela manuella marc marceau marcel marceline
    marcelle marcelline marco margaret margaux margot marguerite maria mariam mariane marianne marie marielle
    mariette marilou marilyn marilyne marin marina marinette mario marion marius marjolaine marjorie marlene
    marthe martial martin martine marvin marwa marwan marwane mary maryam marylene maryline marylise marylou
    maryne maryse maryvonne mateo matheo mathias mathieu mathilda mathilde mathis mathys matis matteo mattheo
    matthew matthias matthieu matthis maud maude maureen maurice mauricette maurine maxence maxime maximilien maya
    maylis mederic medhi megane mehdi mehmet melanie melina melinda meline melissa melodie melody melvin melvyn
    mercedes meriem meryl michael michel michele micheline michelle mickael miguel mikael mike mila milan milena
    mina mireille mirella mohamed mohammed moise mona monia monica monique morad morgan morgane mouna mounia
    mounir mourad moussa muguette muriel murielle mustafa mustapha mylene myriam nabil nabila nadege nadia nadine
    nadir nael naim naima nais nancy naomi naomie nasser nassera nassim nassima natacha nathalie nathan nathanael
    nawal nawel nelly nelson nesrine nicolas nicole nicolle nils nina nino ninon noa noah noam noe noelie noella
    noelle noemie nolan nolann nolwenn nora norbert nordine nour noura oceane octave odette odile olga olivia
    olivier omar ombeline omer ophelie orane oriane orianne orlane ornella oscar oussama owen pablo paloma pamela
    paola paolo pascal pascale pascaline patrice patricia patrick paul paula paule paulette paulin pauline paulo
    pedro peggy penelope perrine peter philippe philippine philomene pierre pierrette pierrick prescillia prisca
    priscilla priscille priscillia quentin rabah rachel rachelle rachid rachida rafael rania raoul raphael
    raphaele raphaelle rayan rayane raymond raymonde raynald rebecca reda redouane regine regis rejane remi remy
    renald renaud rene renee reynald riad ricardo richard rita robert roberte roberto robin rodolphe rodrigue
    roger roland rolande rolland romain roman romane romaric romeo romuald romy ronald ronan rosa rosalie rose
    roseline roselyne rosette rosine rosita roxane roxanne rozenn ruben ruddy rudy ryad ryan sabah sabine sabri
    sabrina sabrine sacha safia sahra said saida salah saliha salim salima salma salome salvatore sam samantha
    sami samia samir samira samuel samy sana sandie sandra sandrine sandro sandy sara sarah sasha sebastien
    segolene selena selim selma sephora serena serge sergio servane severine shana shirley sibylle sidonie siham
    simon simone simonne sindy sirine sixtine slimane sofia sofian sofiane soizic solange solene solenn solenne
    soline sonia sonny sophia sophie soraya souad soufiane stacy stanislas steeve steeven stella stephan stephane
    stephanie stephen stessy steve steven sullivan suzanne suzette suzie suzy swann sybille sylvain sylvaine
    sylvestre sylvette sylvia sylviane sylvie tamara tanguy tania tarek tarik tatiana teddy teo terence terry tess
    tessa thais thea theo theodore theophile therese thibaud thibault thibaut thierry thomas tiago tifenn tiffanie
    tiffany tim timeo timothe timothee tina tiphaine tiphanie titouan tom tommy toni tony tracy tristan typhaine
    ugo ulrich ulysse valentin valentine valerian valerie valery vanessa vanina veronique vianney victor victoria
    victorien victorine vincent violaine violette virgile virginia virginie viviane vivien vladimir walid walter
    warren wassim wendy wesley wilfrid wilfried william williams willy wilson xavier yacine yael yaelle yamina yan
    yanick yanis yann yannick yannis yasin yasmina yasmine yassin yassine yazid yoan yoann yohan yohann yolaine
    yolande yoni youcef younes youri yousra youssef yvan yveline yves yvette yvon yvonne zacharie zahra zakaria
    zelie zineb zoe zohra
    """.split()  # noqa: SIM905 - so many words are read more easily as a text
)
